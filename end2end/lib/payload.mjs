// What a page weighs on the wire, as the browser counts it.

/** Opens `path` with an empty cache, waits for its islands; gives bytes per address, headers included. */
export async function payload(page, path, settle = async () => {}) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  const addresses = new Map();
  const weights = new Map();
  session.on("Network.responseReceived", ({ requestId, response }) => addresses.set(requestId, response.url));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const address = addresses.get(requestId);
    if (address?.startsWith("http")) weights.set(address, encodedDataLength);
  });
  await page.goto(path, { waitUntil: "networkidle" });
  await settle(page);
  await session.detach();
  const total = [...weights.values()].reduce((sum, bytes) => sum + bytes, 0);
  return { total, weights };
}
