// A QR's link carries the code behind "#", which is never sent: put it into the field and clear the address bar.
const code = decodeURIComponent(location.hash.slice(1));
if (code) {
  document.querySelector("#id_code").value = code;
  history.replaceState(null, "", location.pathname);
}
