/* Focus goes to what the page wants read first: the summary of errors, else what succeeded. */
(() => {
    "use strict";
    const first = document.querySelector(".error-summary[data-focus]")
        || document.querySelector("[data-focus]");
    if (first) {
        first.focus();
    }

    // A link of the summary goes to the control and its question, not under the top of the window.
    document.addEventListener("click", (event) => {
        const link = event.target.closest(".error-summary a[href^='#']");
        const control = link && document.getElementById(link.hash.slice(1));
        if (!control) {
            return;
        }
        event.preventDefault();
        const question = control.closest("fieldset, .field") || control;
        question.scrollIntoView();
        control.focus({ preventScroll: true });
    });
})();
