/* Two minutes before the session ends the bar with "Ik ga door" becomes a clear warning. */
(() => {
    "use strict";
    const WARN_MS = 120000;
    const bar = document.getElementById("session");
    let timers = [];

    const say = (words) => {
        document.getElementById("live").textContent = words;
    };

    const show = (state) => {
        for (const name of ["normal", "warning", "over"]) {
            bar.querySelector(`[data-session-${name}]`).hidden = name !== state;
        }
        bar.classList.toggle("session--ending", state !== "normal");
        bar.querySelector(".session__actions").hidden = state === "over";
        if (state !== "normal") {
            say(bar.querySelector(`[data-session-${state}] span`).textContent);
        }
    };

    const start = (seconds) => {
        timers.forEach(clearTimeout);
        // Counted in seconds from now: the clock of this device may be wrong.
        const left = seconds * 1000;
        timers = [
            setTimeout(() => show("warning"), Math.max(0, left - WARN_MS)),
            setTimeout(() => show("over"), Math.max(0, left)),
        ];
    };

    const restart = ({ seconds, text }) => {
        bar.querySelector("[data-session-normal]").textContent = text;
        show("normal");
        start(seconds);
    };

    const extend = async (form) => {
        const answer = await fetch(form.action, {
            method: "POST",
            body: new URLSearchParams(new FormData(form)),
            headers: { Accept: "application/json" },
            redirect: "error", // to the page to log in
        });
        if (!answer.ok) {
            throw new Error(answer.statusText);
        }
        const left = await answer.json();
        say(left.text);
        restart(left);
    };

    if (bar) {
        start(Number(bar.dataset.sessionSeconds));
        // A block that htmx got extends the session as a page does.
        document.addEventListener("session-extended", ({ detail }) => restart(detail));
        bar.addEventListener("submit", (event) => {
            const form = event.target;
            if (form.matches("[data-session-extend]")) {
                event.preventDefault();
                extend(form).catch(() => form.submit());
            }
        });
    }
})();
