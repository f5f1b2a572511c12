/* Buttons that say data-copy put what stands in that field on the clipboard, and say so. */
(() => {
    "use strict";
    // The same words are heard only where something changes: a space at the end.
    const say = (words) => {
        const live = document.getElementById("live");
        live.textContent = live.textContent === words ? `${words}\u00a0` : words;
    };

    const copy = async (button) => {
        const field = document.getElementById(button.dataset.copy);
        field.focus();
        field.select();
        try {
            await navigator.clipboard.writeText(field.value);
        } catch {
            return; // the link is selected now: one can copy it oneself
        }
        button.textContent = button.dataset.copied;
        button.focus();
        say(button.dataset.copied);
    };

    for (const button of document.querySelectorAll("[data-copy]")) {
        button.hidden = false;
        button.addEventListener("click", () => copy(button));
    }
})();
