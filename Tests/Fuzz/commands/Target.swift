import RTC

/// What a stranger's text frame goes through: read whole or not at all, and the same after being written.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  if let json = JSON(bytes) { precondition(JSON(json.bytes) == json) }
  _ = Command.read(bytes)
  return 0
}
