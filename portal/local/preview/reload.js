/* Asks the preview each second what there is: a new version reloads the page as it was left, with
   what is typed; mistakes stand in a bar at the bottom, while the last right version stays. */
(() => {
    "use strict";
    const ASK_MS = 1000;
    const GONE_AFTER = 3; // answers that did not come
    const KEPT = "preview-page";
    const NOT_TYPED = ["hidden", "file", "password", "submit", "button", "image", "reset"];
    const version = Number(document.currentScript.dataset.version);
    let failures = 0;
    let said = "";

    const controls = () => [...document.querySelectorAll("input, select, textarea")]
        .filter((each) => each.name && !NOT_TYPED.includes(each.type));

    const isTicked = (each) => each.type === "checkbox" || each.type === "radio";

    const chosen = (list) => [...list.options].filter((each) => each.selected)
        .map((each) => each.value);

    const differs = (each) => {
        if (isTicked(each)) {
            return each.checked !== each.defaultChecked;
        }
        if (each.options) {
            return [...each.options].some((one) => one.selected !== one.defaultSelected);
        }
        return each.value !== each.defaultValue;
    };

    const nameOf = (each) => [each.name, each.type, isTicked(each) ? each.value : ""].join("\n");

    // What is typed and not sent; what was sent the portal keeps itself.
    const keep = () => {
        const typed = controls().filter(differs).map((each) => ({
            name: nameOf(each),
            value: each.options ? chosen(each) : each.value,
            checked: each.checked,
        }));
        const focused = document.activeElement;
        sessionStorage.setItem(KEPT, JSON.stringify({
            path: location.pathname,
            left: scrollX,
            top: scrollY,
            focused: focused ? focused.id : "",
            caret: focused && "selectionStart" in focused ? focused.selectionStart : null,
            typed,
        }));
    };

    const put = (each, kept) => {
        if (isTicked(each)) {
            each.checked = kept.checked;
        } else if (each.options) {
            for (const option of each.options) {
                option.selected = kept.value.includes(option.value);
            }
        } else {
            each.value = kept.value;
        }
        // For what shows other questions as soon as this one is answered.
        each.dispatchEvent(new Event("input", { bubbles: true }));
        each.dispatchEvent(new Event("change", { bubbles: true }));
    };

    const putBack = () => {
        const text = sessionStorage.getItem(KEPT);
        sessionStorage.removeItem(KEPT);
        const kept = text && JSON.parse(text);
        if (!kept || kept.path !== location.pathname) {
            return;
        }
        for (const each of kept.typed) {
            const control = controls().find((one) => nameOf(one) === each.name);
            if (control) {
                put(control, each);
            }
        }
        const focused = kept.focused && document.getElementById(kept.focused);
        if (focused) {
            focused.focus({ preventScroll: true });
            try {
                focused.setSelectionRange(kept.caret, kept.caret);
            } catch {
                // A control in which there is no place to type at.
            }
        }
        scrollTo(kept.left, kept.top);
    };

    const reload = () => {
        keep();
        // Not reload(): that would send again what this page is the answer to.
        location.replace(location.pathname + location.search);
    };

    // The bar has a shadow of its own, so that the styles of the portal and its own don't meet.
    const bar = document.createElement("aside");
    bar.lang = "en";
    bar.setAttribute("aria-label", "Preview");
    const shadow = bar.attachShadow({ mode: "open" });
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = "/-preview/bar.css";
    const words = document.createElement("div");
    words.setAttribute("role", "status");
    words.hidden = true;
    shadow.append(style, words);
    document.body.append(bar);

    const line = (tag, text) => {
        const element = document.createElement(tag);
        element.textContent = text;
        return element;
    };

    const makeRoom = () => {
        document.body.style.paddingBlockEnd = words.hidden ? "" : `${words.offsetHeight}px`;
    };
    new ResizeObserver(makeRoom).observe(words);

    const say = (title, mistakes) => {
        const text = JSON.stringify([title, mistakes]);
        if (text === said) {
            return;
        }
        said = text;
        const list = document.createElement("ul");
        for (const each of mistakes) {
            const item = document.createElement("li");
            item.append(
                line("code", `${each.file}:${each.line}`),
                line("span", each.problem),
                line("em", each.remedy),
            );
            list.append(item);
        }
        words.replaceChildren(...(title ? [line("p", title), list] : []));
        words.hidden = !title;
        makeRoom();
    };

    const tell = (state) => {
        const count = state.mistakes.length;
        if (!count) {
            say("", []);
            return;
        }
        const mistakes = count === 1 ? "1 mistake" : `${count} mistakes`;
        const shown = state.saved
            ? `You see it as it was saved at ${state.saved}.`
            : "None was right yet.";
        say(`The form as it was saved has ${mistakes}. ${shown}`, state.mistakes);
    };

    const ask = async () => {
        try {
            const answer = await fetch("/-preview/state", { cache: "no-store" });
            const state = await answer.json();
            failures = 0;
            if (state.version !== version) {
                reload();
                return;
            }
            tell(state);
        } catch {
            failures += 1;
            if (failures >= GONE_AFTER) {
                say("The preview has stopped.", []);
            }
        }
        setTimeout(ask, ASK_MS);
    };

    putBack();
    ask();
})();
