/* Says what htmx put into the page, and keeps focus there; or says that it did not succeed. */
(() => {
    "use strict";
    const FAILED = "block-failed";

    const say = (words) => {
        document.getElementById("live").textContent = words.trim().replace(/\s+/g, " ");
    };

    document.addEventListener("htmx:afterSettle", (event) => {
        const block = event.target;
        const news = [...block.querySelectorAll("[data-announce]")];
        if (news.length) {
            say(news.map((part) => part.textContent).join(" "));
        }
        // Focus stays where it was as long as what had it is there again, by its id.
        if (document.activeElement === document.body) {
            block.tabIndex = -1;
            block.focus({ preventScroll: true });
        }
    });

    // A file goes with the page itself: from here it would come twice.
    document.addEventListener("htmx:configRequest", ({ detail }) => {
        for (const [name, value] of [...detail.formData]) {
            if (value instanceof File) {
                detail.formData.delete(name);
            }
        }
    });

    const fail = (event) => {
        const block = event.detail.target;
        const words = document.getElementById(FAILED).content.firstElementChild.cloneNode(true);
        words.dataset.failed = "";
        block.querySelectorAll("[data-failed]").forEach((older) => older.remove());
        const legend = block.querySelector(":scope > legend");
        if (legend) {
            legend.after(words);
        } else {
            block.prepend(words);
        }
        say(words.textContent);
    };

    for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
        document.addEventListener(name, fail);
    }
})();
