// input[type=file][data-most="bytes"]: a file that is too heavy is refused before it is sent, so that nothing
// that was typed beside it is lost on the way.

document.querySelectorAll("input[type=file][data-most]").forEach((input) => {
  input.addEventListener("change", () => {
    const isHeavy = [...input.files].some((file) => file.size > Number(input.dataset.most));
    input.setCustomValidity(isHeavy ? input.dataset.refusal : "");
    input.reportValidity();
  });
});
