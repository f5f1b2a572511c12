/* Until when one is logged in is told in the last minutes, and as a clear warning in the last two.
   Before the end what is typed is kept; at the end nothing personal stays on the screen. */
(() => {
    "use strict";
    const SOON_MS = 300000;
    const WARN_MS = 120000;
    const KEEP_MS = [30000, 4000]; // before the end; the second for what is typed after the first
    const LATER_MS = 2000; // a page asked for too early is a visit, and the session would never end
    const bar = document.getElementById("session");
    const main = document.getElementById("main");
    const form = document.querySelector("form[data-keep]");
    const isPublic = form?.dataset.keep === "public"; // nothing of anybody stands on the page
    let timers = [];
    let endsAt = 0;
    let keptText = null; // what is typed, as it was kept
    let isOver = false;
    let before = null; // where focus was before it went to the bar

    const say = (words) => {
        document.getElementById("live").textContent = words;
    };

    // Each state shows the parts of its own: "soon" those of "normal", with the time.
    const show = (state) => {
        const part = state === "soon" ? "normal" : state;
        for (const name of ["normal", "warning", "over"]) {
            bar.querySelector(`[data-session-${name}]`).hidden = name !== part;
        }
        bar.classList.toggle("session--soon", state === "soon");
        bar.classList.toggle("session--ending", part !== "normal");
        bar.querySelector(".session__actions").hidden = state === "over";
        // What gets focus must not hide behind the warning, which stays in sight.
        const root = document.documentElement.style;
        root.setProperty("--session-block-size", `${bar.offsetHeight}px`);
        if (part !== "normal") {
            say(bar.querySelector(`[data-session-${state}] span`).textContent);
        }
    };

    // What is typed: the texts, without files and buttons.
    const typed = () => {
        const texts = [...new FormData(form)].filter(([, value]) => typeof value === "string");
        return new URLSearchParams(texts);
    };

    const markAsKept = () => {
        if (!form.elements.kept) {
            const mark = document.createElement("input");
            mark.type = "hidden";
            mark.name = "kept";
            mark.value = "1";
            form.append(mark);
        }
    };

    const keep = async () => {
        const fields = typed();
        const text = fields.toString();
        if (text === keptText) {
            return;
        }
        fields.set("next", window.location.pathname);
        const answer = await fetch(bar.dataset.sessionKeep, {
            method: "POST",
            body: fields,
            headers: { Accept: "application/json" },
        });
        if (answer.ok) {
            keptText = text;
            markAsKept();
        }
    };

    // Another page may have gone on with the session; to ask is no sign that somebody is here.
    const secondsLeft = async () => {
        const answer = await fetch(bar.dataset.sessionEnd, {
            headers: { Accept: "application/json" },
        });
        return answer.ok ? answer.json() : null;
    };

    const end = async () => {
        if (isOver) {
            return;
        }
        isOver = true;
        const left = await secondsLeft().catch(() => null);
        if (left) {
            isOver = false;
            restart(left);
            return;
        }
        show("over");
        if (isPublic) {
            return;
        }
        main.hidden = true;
        const login = bar.querySelector("[data-session-over] a");
        login.focus();
        if (form && typed().toString() !== keptText) {
            await keep().catch(() => {});
        }
        if (navigator.onLine && (!form || typed().toString() === keptText)) {
            window.location.replace(login.href);
        }
    };

    const start = (seconds) => {
        timers.forEach(clearTimeout);
        // Counted in seconds from now: the clock of this device may be wrong.
        const left = seconds * 1000;
        const after = (act, beforeEnd) => setTimeout(act, Math.max(0, left - beforeEnd));
        endsAt = Date.now() + left + LATER_MS;
        timers = [
            after(() => show("soon"), SOON_MS),
            after(() => show("warning"), WARN_MS),
            ...(form ? KEEP_MS.map((ms) => after(() => keep().catch(() => {}), ms)) : []),
            after(end, -LATER_MS),
        ];
    };

    const restart = ({ seconds, text }) => {
        bar.querySelector("[data-session-normal]").textContent = text;
        show("normal");
        start(seconds);
    };

    const extend = async (button) => {
        const answer = await fetch(button.action, {
            method: "POST",
            body: new URLSearchParams(new FormData(button)),
            headers: { Accept: "application/json" },
            redirect: "error", // to the page to log in
        });
        if (!answer.ok) {
            throw new Error(answer.statusText);
        }
        const left = await answer.json();
        restart(left);
        say(left.news);
        // The button is gone: one goes on where one was.
        (before && before.isConnected ? before : main).focus({ preventScroll: true });
    };

    if (bar && bar.dataset.sessionSeconds) {
        start(Number(bar.dataset.sessionSeconds));
        // A block that htmx got extends the session as a page does.
        document.addEventListener("session-extended", ({ detail }) => restart(detail));
        document.addEventListener("focusin", ({ target }) => {
            before = bar.contains(target) ? before : target;
        });
        // Timers stand still while a device sleeps: whoever opens it sees no page that is over.
        document.addEventListener("visibilitychange", () => {
            if (!document.hidden && Date.now() >= endsAt) {
                end();
            }
        });
        bar.addEventListener("submit", (event) => {
            const button = event.target;
            if (button.matches("[data-session-extend]")) {
                event.preventDefault();
                extend(button).catch(() => button.submit());
            }
        });
    }
})();
