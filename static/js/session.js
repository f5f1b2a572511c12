/* Two minutes before the session ends the bar with "Ik ga door" becomes a clear warning. */
(() => {
    "use strict";
    const WARN_MS = 120000;
    let timers = [];

    const show = (bar, state) => {
        for (const name of ["normal", "warning", "over"]) {
            bar.querySelector(`[data-session-${name}]`).hidden = name !== state;
        }
        bar.classList.toggle("session--ending", state !== "normal");
        bar.querySelector(".session__actions").hidden = state === "over";
        if (state !== "normal") {
            const words = bar.querySelector(`[data-session-${state}] span`);
            document.getElementById("live").textContent = words.textContent;
        }
    };

    const start = () => {
        const bar = document.getElementById("session");
        if (!bar) {
            return;
        }
        timers.forEach(clearTimeout);
        // Counted in seconds from now: the clock of this device may be wrong.
        const left = Number(bar.dataset.sessionSeconds) * 1000;
        timers = [
            setTimeout(() => show(bar, "warning"), Math.max(0, left - WARN_MS)),
            setTimeout(() => show(bar, "over"), Math.max(0, left)),
        ];
    };

    start();
    document.addEventListener("htmx:afterSettle", start);
})();
