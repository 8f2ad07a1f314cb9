import Zip

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  readAll(Array(UnsafeBufferPointer(start: data, count: size)))
  return 0
}
