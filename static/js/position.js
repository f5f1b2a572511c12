/* Fill in the place of this device, only after a press on the button, and say what happened. */
(() => {
    "use strict";
    const DIGITS = 6;
    const WAIT_MS = 10000;

    const start = (place) => {
        const find = place.querySelector("[data-place-find]");
        const said = place.querySelector("[data-place-said]");
        const say = (what) => {
            said.textContent = said.dataset[what];
        };
        const keep = (latitude, longitude) => {
            place.querySelector("[data-place-latitude]").value = latitude;
            place.querySelector("[data-place-longitude]").value = longitude;
            place.querySelector("[data-place-by]").value = "";
        };
        find.hidden = false;
        find.addEventListener("click", () => {
            say("busy");
            navigator.geolocation.getCurrentPosition(
                ({ coords }) => {
                    keep(coords.latitude.toFixed(DIGITS), coords.longitude.toFixed(DIGITS));
                    say("found");
                },
                (error) => {
                    keep("", "");
                    say(error.code === error.PERMISSION_DENIED ? "refused" : "failed");
                },
                { enableHighAccuracy: true, timeout: WAIT_MS },
            );
        });
    };

    if (navigator.geolocation) {
        document.querySelectorAll("[data-place]").forEach(start);
    }
})();
