/* A form that says data-once is sent once, and says so: a second press does nothing. */
(() => {
    "use strict";
    const live = () => document.getElementById("live");

    document.addEventListener("submit", (event) => {
        const form = event.target;
        if (!form.matches("[data-once]")) {
            return;
        }
        if (form.dataset.sent) {
            event.preventDefault();
            return;
        }
        form.dataset.sent = "yes";
        // aria-disabled, not disabled: a disabled button would not be sent along, and loses focus.
        for (const button of form.elements) {
            if (button.type === "submit") {
                button.setAttribute("aria-disabled", "true");
            }
        }
        const pressed = event.submitter;
        if (live() && !pressed?.value.startsWith("taal:")) {
            live().textContent = form.dataset.busy;
        }
        const words = pressed && pressed.value !== "stop" && pressed.querySelector("span");
        if (words) {
            words.textContent = form.dataset.busy;
        }
    });

    // The browser's Back shows the page as it was left: make it usable again.
    window.addEventListener("pageshow", (event) => {
        if (event.persisted) {
            window.location.reload();
        }
    });
})();
