/* What of one judge is where: only on this phone, with the server, still to be settled. Pure. */

export function photosWaiting(receipt) {
  return receipt.photos.filter((one) => !one.there && !one.stuck);
}

const SENDING = ["waiting", "stuck"];

/* outbox, receipts: the rows of one judge → how many */
export function countsOf(outbox, receipts) {
  const unsent = outbox.filter((row) => SENDING.includes(row.state));
  const waiting = unsent.reduce((sum, row) => sum + row.photos.filter((one) => !one.there).length, 0);
  const photos = receipts.reduce((sum, one) => sum + photosWaiting(one).length, waiting);
  const of = (state) => receipts.filter((one) => one.state === state).length;
  const stuckPhotos = receipts.reduce((sum, one) => sum + one.photos.filter((photo) => photo.stuck).length, 0);
  return {
    only: unsent.length,
    stuck: unsent.filter((row) => row.state === "stuck").length,
    received: receipts.length,
    held: of("held"),
    conflict: of("conflict"),
    photos,
    stuckPhotos,
  };
}
