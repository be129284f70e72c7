/** A reflected CRC with all ones before and after, as both of these are; 64 bits in two halves, as BigInt is slow. */
type Table = { readonly low: Uint32Array; readonly high: Uint32Array }

function tableOf(polynomialHigh: number, polynomialLow: number): Table {
  const low = new Uint32Array(256)
  const high = new Uint32Array(256)
  for (let byte = 0; byte < 256; byte++) {
    let lowHalf = byte
    let highHalf = 0
    for (let bit = 0; bit < 8; bit++) {
      const odd = lowHalf & 1
      lowHalf = ((lowHalf >>> 1) | (highHalf << 31)) >>> 0
      highHalf >>>= 1
      if (odd === 0) continue
      lowHalf = (lowHalf ^ polynomialLow) >>> 0
      highHalf = (highHalf ^ polynomialHigh) >>> 0
    }
    low[byte] = lowHalf
    high[byte] = highHalf
  }
  return { low, high }
}

const crc64Table = tableOf(0x9a6c9329, 0xac4bc9b5)
const crc32cTable = tableOf(0, 0x82f63b78)

/** CRC-64/NVME, big-endian, as S3 writes it: of `123456789` it is ae8b14860a799888. */
export function crc64nvme(body: Uint8Array): Buffer {
  let low = 0xffffffff
  let high = 0xffffffff
  for (const byte of body) {
    const index = (low ^ byte) & 0xff
    low = (((low >>> 8) | (high << 24)) ^ (crc64Table.low[index] ?? 0)) >>> 0
    high = ((high >>> 8) ^ (crc64Table.high[index] ?? 0)) >>> 0
  }
  const bytes = Buffer.alloc(8)
  bytes.writeUInt32BE(~high >>> 0, 0)
  bytes.writeUInt32BE(~low >>> 0, 4)
  return bytes
}

/** CRC-32C (Castagnoli), big-endian: of `123456789` it is e3069283. */
export function crc32c(body: Uint8Array): Buffer {
  let crc = 0xffffffff
  for (const byte of body) crc = ((crc >>> 8) ^ (crc32cTable.low[(crc ^ byte) & 0xff] ?? 0)) >>> 0
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(~crc >>> 0)
  return bytes
}
