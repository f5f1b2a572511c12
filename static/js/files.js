/* A file that is chosen is added at once: its button is pressed for whoever chose it. */
(() => {
    "use strict";
    for (const button of document.querySelectorAll("[data-add]")) {
        const files = document.getElementById(button.dataset.add);
        button.hidden = true;
        files.addEventListener("change", () => {
            if (files.files.length) {
                button.hidden = false; // it says that it is busy
                button.form.requestSubmit(button);
            }
        });
    }
    for (const words of document.querySelectorAll("[data-with-script]")) {
        words.textContent = words.dataset.withScript;
    }
})();
