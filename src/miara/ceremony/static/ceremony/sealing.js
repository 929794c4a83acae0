// What `domain/sealing.py` seals, opened with what browsers have. Nothing is kept here.
const text = new TextEncoder();

export const bytes = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
export const base64 = (array) => btoa(String.fromCharCode(...array));
const hex = (array) => [...array].map((one) => one.toString(16).padStart(2, "0")).join("");

async function derived(master, info) {
  const key = await crypto.subtle.importKey("raw", master, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: text.encode(info) };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256));
}

async function opened(sealed, key, about) {
  const made = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  const how = { name: "AES-GCM", iv: sealed.slice(0, 12), additionalData: text.encode(about) };
  return new Uint8Array(await crypto.subtle.decrypt(how, made, sealed.slice(12)));
}

export const keyOfStep = (master, uid, number) => derived(master, `miara-ceremony/${uid}/${number}`);
export const proofOf = async (master, uid) => hex(await derived(master, `miara-ceremony/${uid}/proof`));

// The content of a step; throws when the key, the place or a single bit is another.
export async function openStep(bundle, number, key) {
  const about = `${bundle.uid}/${number}/${bundle.count}`;
  const plain = await opened(bytes(bundle.steps[number]), key, about);
  const length = new DataView(plain.buffer).getUint32(0);
  return JSON.parse(new TextDecoder().decode(plain.slice(4, 4 + length)));
}

// The master secret; throws when it is another phrase.
export async function unlocked(bundle, phrase) {
  const plain = phrase.toUpperCase().replace(/[^23456789ABCDEFGHJKMNPQRSTUVWXYZ]/g, "");
  const raw = await crypto.subtle.importKey("raw", text.encode(plain), "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(bundle.salt), iterations: bundle.iterations };
  const key = new Uint8Array(await crypto.subtle.deriveBits(how, raw, 256));
  return opened(bytes(bundle.wrapped), key, bundle.uid);
}
