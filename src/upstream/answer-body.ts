/** The body of an answer on its way to its reader: held until there is one, decompressed where it must be, and never more of it in memory than a little. */
import type { UpstreamControl } from './contract.js'
import { type BodyReader, type Decompression, decompressing } from './decompress.js'

/** What comes in one read with the head is held without ado; beyond this the provider waits until somebody reads. */
const MAX_HELD_BYTES = 64 * 1024

export class AnswerBody implements BodyReader, UpstreamControl {
  private readonly held: ((reader: BodyReader) => void)[] = []
  private heldBytes = 0
  private reader: BodyReader | undefined
  private control: UpstreamControl | undefined
  private decompression: Decompression | undefined

  /** Says whose call this is the answer to. */
  controlledBy(control: UpstreamControl): void {
    this.control = control
  }

  /** Hands over what was held, then what comes. May be called once. */
  read(reader: BodyReader, compression?: string): void {
    const first = compression === undefined ? reader : this.decompressedFor(reader, compression)
    if (this.heldBytes > MAX_HELD_BYTES) this.control?.resume()
    // The reader is only entered when nothing is held any more, so that what comes meanwhile keeps its place.
    for (const push of this.held) push(first)
    this.held.length = 0
    this.reader = first
  }

  data(chunk: Buffer): void {
    if (this.reader !== undefined) {
      this.reader.data(chunk)
      return
    }
    const hadRoom = this.heldBytes <= MAX_HELD_BYTES
    this.heldBytes += chunk.length
    this.held.push((reader) => reader.data(chunk))
    if (hadRoom && this.heldBytes > MAX_HELD_BYTES) this.control?.pause()
  }

  end(): void {
    this.push((reader) => reader.end())
  }

  fail(error: Error): void {
    this.push((reader) => reader.fail(error))
  }

  pause(): void {
    this.decompression?.pause()
    this.control?.pause()
  }

  resume(): void {
    this.decompression?.resume()
    this.control?.resume()
  }

  abort(): void {
    this.held.length = 0
    this.decompression?.abort()
    this.control?.abort()
  }

  private push(act: (reader: BodyReader) => void): void {
    if (this.reader !== undefined) act(this.reader)
    else this.held.push(act)
  }

  private decompressedFor(reader: BodyReader, compression: string): BodyReader {
    this.decompression = decompressing(compression, {
      data: (chunk) => reader.data(chunk),
      end: () => reader.end(),
      fail: (error) => {
        // The provider may still be sending what nobody can read.
        this.control?.abort()
        reader.fail(error)
      },
    })
    return this.decompression
  }
}
