import CZlib

/// What ZIP archives are packed with (RFC 1951), by zlib.
enum Deflate {
  private static let bare: CInt = -15

  /// Exactly `size` bytes; anything else is damaged.
  static func unpack(_ packed: [UInt8], size: Int) throws(ZipFault) -> [UInt8] {
    var stream = z_stream()
    guard inflateInit2_(&stream, bare, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw .damaged
    }
    defer { inflateEnd(&stream) }
    var packed = packed
    // One more, so that what is longer is found out.
    var content = [UInt8](repeating: 0, count: size + 1)
    let result = packed.withUnsafeMutableBufferPointer { source in
      content.withUnsafeMutableBufferPointer { target in
        (stream.next_in, stream.avail_in) = (source.baseAddress, UInt32(source.count))
        (stream.next_out, stream.avail_out) = (target.baseAddress, UInt32(target.count))
        return inflate(&stream, Z_FINISH)
      }
    }
    guard result == Z_STREAM_END, stream.total_out == size, stream.avail_in == 0 else { throw .damaged }
    content.removeLast()
    return content
  }

  /// Packs what comes part by part.
  final class Packer {
    private var stream = z_stream()

    init?() {
      let size = CInt(MemoryLayout<z_stream>.size)
      guard
        deflateInit2_(
          &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, bare, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
      else { return nil }
    }

    deinit { deflateEnd(&stream) }

    /// What is ready of it; with `isLast`, all the rest.
    func pack(_ bytes: [UInt8], isLast: Bool) -> [UInt8] {
      var (bytes, packed) = (bytes, [UInt8]())
      var room = [UInt8](repeating: 0, count: 65_536)
      bytes.withUnsafeMutableBufferPointer { source in
        (stream.next_in, stream.avail_in) = (source.baseAddress, UInt32(source.count))
        repeat {
          let ready = room.withUnsafeMutableBufferPointer { target in
            (stream.next_out, stream.avail_out) = (target.baseAddress, UInt32(target.count))
            deflate(&stream, isLast ? Z_FINISH : Z_NO_FLUSH)
            return target.count - Int(stream.avail_out)
          }
          packed += room.prefix(ready)
        } while stream.avail_out == 0
      }
      return packed
    }
  }
}
