/// What an authenticator's CBOR goes through: read whole or not at all, and only in its one canonical form.
public func readAll(_ bytes: [UInt8]) {
  if let value = try? CBORReader.read(bytes) { precondition(length(of: value) == bytes.count) }
  // A damaged key is an error, never a crash.
  _ = try? COSEKey(bytes)
}

/// The bytes that a value takes in its shortest form.
private func length(of value: CBOR) -> Int {
  switch value {
  case .integer(let number): head(UInt64(number < 0 ? -1 - number : number))
  case .bytes(let bytes): head(UInt64(bytes.count)) + bytes.count
  case .text(let text): head(UInt64(text.utf8.count)) + text.utf8.count
  case .array(let items): head(UInt64(items.count)) + items.reduce(0) { $0 + length(of: $1) }
  case .map(let pairs):
    head(UInt64(pairs.count)) + pairs.reduce(0) { $0 + length(of: $1.key) + length(of: $1.value) }
  case .bool, .null: 1
  }
}

private func head(_ number: UInt64) -> Int {
  switch number {
  case 0..<24: 1
  case 24..<256: 2
  case 256..<65_536: 3
  case 65_536..<4_294_967_296: 5
  default: 9
  }
}
