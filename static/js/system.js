// Something of a system has been hidden: pages about systems come in again without it. Which one it was is said
// nowhere, neither here nor in the page, so that nobody learns by it which of them belong to one account.

const look = () => {
  if (document.querySelector("meta[name=system]")) location.reload();
};

// It may have been among what was missed.
for (const topic of ["system", "reset"]) document.addEventListener(`rowhouse:${topic}`, look);
