/* Says what htmx put into the page, and keeps focus there; or says that it did not succeed. */
(() => {
    "use strict";
    const FAILED = "block-failed";
    const REFUSED = 400;
    const CONFLICT = 409;
    const NOT_RIGHT = 422; // with the block that says what isn't

    // What the page asks for by itself: nobody waits for it, so it tells no failure.
    const isByItself = ({ detail }) => !detail.requestConfig?.triggeringEvent;

    const oneLine = (words) => words.trim().replace(/\s+/g, " ");

    const isSaid = (words) => document.getElementById("live").textContent.trim() === oneLine(words);

    // The same words are heard only where something changes: a space at the end.
    const say = (words) => {
        const live = document.getElementById("live");
        const isSame = live.textContent === oneLine(words);
        live.textContent = isSame ? `${oneLine(words)}\u00a0` : oneLine(words);
    };

    document.addEventListener("htmx:afterSettle", (event) => {
        const block = event.target;
        const news = [...block.querySelectorAll("[data-announce]")];
        const words = news.map((part) => part.textContent).join(" ");
        if (news.length && !(isByItself(event) && isSaid(words))) {
            say(words);
        }
        // Focus stays where it was as long as what had it is there again, by its id.
        if (document.activeElement === document.body && !isByItself(event)) {
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

    // Nor is it an error of the page: the next button says what is wrong.
    document.addEventListener("htmx:beforeOnLoad", (event) => {
        const { status } = event.detail.xhr;
        if (isByItself(event) && status >= REFUSED && status !== NOT_RIGHT) {
            event.preventDefault();
        }
    });

    const fail = (event) => {
        const block = event.detail.target;
        if (isByItself(event)) {
            return;
        }
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

    let asking = null; // the form of which a block is being asked
    let isQuiet = false; // whether the page asked for it by itself
    let waiting = null; // the button that was pressed meanwhile
    let leaving = null; // the form that is being sent as a page of its own
    let nextBlock = ""; // the same, the id of a button inside a block

    for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
        document.addEventListener(name, fail);
    }

    // One request at a time: what the page asks by itself comes again, or isn't needed. Nor is
    // what htmx kept until the one before was answered, when the form itself went on its way then:
    // both would be saved, and the page that comes back would be older than what is stored.
    document.addEventListener("htmx:beforeRequest", (event) => {
        const { elt } = event.detail;
        const isOnItsWay = leaving && (elt.form || elt.closest("form")) === leaving;
        if (isOnItsWay || (asking && isByItself(event))) {
            event.preventDefault();
        }
    });

    const boxesOf = (block) => [
        ...block.querySelectorAll("input:not([type=hidden], [type=file]), select, textarea"),
    ].filter((box) => box.id);

    const filled = (box) => ["radio", "checkbox"].includes(box.type) ? box.checked : box.value;

    let sent = new Map(); // id of a box → what stood in it when the block was asked
    let later = new Map(); // the same of what was filled in since

    // What is filled in while the answer is on its way goes over the block that comes.
    document.addEventListener("htmx:beforeSwap", ({ detail }) => {
        const boxes = boxesOf(detail.target).filter((box) => sent.has(box.id));
        later = new Map(boxes.map((box) => [box.id, filled(box)]));
        for (const [id, value] of sent) {
            if (later.get(id) === value) {
                later.delete(id);
            }
        }
    });

    const changed = (box) => box.dispatchEvent(new Event("change", { bubbles: true }));

    const fillIn = (id, value) => {
        const box = document.getElementById(id);
        if (!box || filled(box) === value) {
            return [];
        }
        if (typeof value === "boolean") {
            box.checked = value;
        } else {
            box.value = value;
        }
        return [box];
    };

    // A browser tells of no change in a box that was filled in by a script: who left it already
    // has decided, and who is still in it decides on leaving it.
    const restore = () => {
        const boxes = [...later].flatMap(([id, value]) => fillIn(id, value));
        later = new Map();
        const inside = boxes.find((box) => box === document.activeElement);
        const left = boxes.filter((box) => box !== inside && filled(box) !== false);
        inside?.addEventListener("blur", () => changed(inside), { once: true });
        if (left.length) {
            changed(left.at(-1));
        }
    };

    // While its block is being asked a form waits: what is sent would be a conflict with oneself.
    document.addEventListener("htmx:beforeSend", (event) => {
        const { detail } = event;
        isQuiet = isByItself(event);
        asking = isQuiet ? detail.elt.closest("form") : detail.elt.form || null;
        if (asking) {
            detail.target.setAttribute("aria-busy", "true");
            sent = new Map(boxesOf(detail.target).map((box) => [box.id, filled(box)]));
        }
    });

    // What a look-up by itself brought needs no other look-up by the button.
    const pressNext = (status) => {
        const next = document.getElementById(nextBlock);
        if (next && !(next.name === "look_up" && status < REFUSED)) {
            next.click();
        }
    };

    document.addEventListener("htmx:afterRequest", ({ detail }) => {
        if (!asking) {
            return;
        }
        const form = asking;
        asking = null;
        detail.target.removeAttribute("aria-busy");
        sent = new Map();
        restore();
        if (detail.xhr.status === CONFLICT && !isQuiet) {
            // The choice between two answers is a page of its own: send the form as one.
            waiting ??= detail.elt;
        }
        const news = detail.target.querySelector("[data-new]");
        if (news && waiting?.name === "") {
            // Who went on did not see the question that came meanwhile: it is no mistake yet.
            waiting = null;
            news.tabIndex = -1;
            news.focus();
        }
        if (waiting) {
            const button = waiting;
            waiting = null; // what was restored may have asked for the block once more
            form.requestSubmit(button);
        } else {
            pressNext(detail.xhr.status);
        }
        nextBlock = "";
    });

    const stop = (event) => {
        event.preventDefault();
        event.stopPropagation();
    };

    document.addEventListener("click", (event) => {
        const isBox = event.target.closest("input, select, textarea, label");
        const busy = asking && event.target.closest("[aria-busy], [data-hx-post]");
        if (busy && !isBox) {
            stop(event);
            nextBlock = isQuiet ? event.target.closest("button")?.id : "";
        }
    }, true);

    document.addEventListener("submit", (event) => {
        if (asking && event.target === asking) {
            stop(event);
            waiting ??= event.submitter;
            say(asking.dataset.busy);
        }
    }, true);

    document.addEventListener("submit", (event) => {
        if (!event.defaultPrevented) {
            leaving = event.target;
        }
    });

    window.addEventListener("pageshow", () => {
        leaving = null; // one came back to it
    });

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
