// Takes the secret out of the link that opened this page and posts it. What stands behind the # was sent to nobody, and is
// taken out of the address at once.
const form = document.getElementById("exchange");
const secret = location.hash.slice(1);
if (form && secret) {
  history.replaceState(null, "", location.pathname);
  form.elements.key.value = secret;
  form.submit();
}

// Whoever has to join first comes to the moment that the link leads to.
const join = document.getElementById("join");
if (join) join.action += location.hash;
