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

    const CONFLICT = 409;
    let asking = null; // the form of which a block is being asked
    let waiting = null; // the button that was pressed meanwhile

    for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
        document.addEventListener(name, fail);
    }

    // While its block is being asked a form waits: what is typed in that block would be lost when
    // the answer comes, and what is sent would be a conflict with oneself.
    document.addEventListener("htmx:beforeSend", ({ detail }) => {
        asking = detail.elt.form || null;
        if (asking) {
            detail.target.setAttribute("aria-busy", "true");
            detail.target.querySelectorAll("input").forEach((box) => {
                box.readOnly = true;
            });
        }
    });

    document.addEventListener("htmx:afterRequest", ({ detail }) => {
        if (!asking) {
            return;
        }
        const form = asking;
        asking = null;
        detail.target.removeAttribute("aria-busy");
        detail.target.querySelectorAll("input").forEach((box) => {
            box.readOnly = false;
        });
        if (detail.xhr.status === CONFLICT) {
            // The choice between two answers is a page of its own: send the form as one.
            waiting ??= detail.elt;
        }
        if (waiting) {
            form.requestSubmit(waiting);
            waiting = null;
        }
    });

    const stop = (event) => {
        event.preventDefault();
        event.stopPropagation();
    };

    document.addEventListener("click", (event) => {
        if (asking && event.target.closest("[aria-busy], [data-hx-post]")) {
            stop(event);
        }
    }, true);

    document.addEventListener("submit", (event) => {
        if (asking && event.target === asking) {
            stop(event);
            waiting ??= event.submitter;
            say(asking.dataset.busy);
        }
    }, true);

    // The ways back to this page lead to what it shows now.
    document.addEventListener("htmx:pushedIntoHistory", ({ detail }) => {
        for (const link of document.querySelectorAll("a[href*='next=']")) {
            const url = new URL(link.href);
            url.searchParams.set("next", detail.path);
            link.href = url.pathname + url.search;
        }
        for (const input of document.querySelectorAll("input[name='next']")) {
            input.value = detail.path;
        }
    });
})();
