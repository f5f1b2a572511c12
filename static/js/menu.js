/* What "Meer" of the menu opened closes again with Escape, or when one presses something else, or
   goes on with the keyboard: it would lie over what has focus. */
(() => {
    "use strict";
    const more = document.querySelector(".navigation__more");
    if (!more) {
        return;
    }
    document.addEventListener("keydown", ({ key }) => {
        if (key === "Escape" && more.open) {
            more.open = false;
            more.querySelector("summary").focus();
        }
    });
    document.addEventListener("click", ({ target }) => {
        if (!more.contains(target)) {
            more.open = false;
        }
    });
    more.addEventListener("focusout", ({ relatedTarget }) => {
        if (relatedTarget && !more.contains(relatedTarget)) {
            more.open = false;
        }
    });
})();
