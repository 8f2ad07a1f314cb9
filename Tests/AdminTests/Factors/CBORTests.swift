import Testing

@testable import Admin

@Suite struct CBORTests {
  /// RFC 8949, appendix A.
  @Test(arguments: [
    ("00", CBOR.integer(0)), ("17", .integer(23)), ("1818", .integer(24)), ("1903e8", .integer(1000)),
    ("1a000f4240", .integer(1_000_000)), ("1b000000e8d4a51000", .integer(1_000_000_000_000)),
    ("20", .integer(-1)), ("3863", .integer(-100)), ("3b7fffffffffffffff", .integer(.min)),
    ("40", .bytes([])), ("4401020304", .bytes([1, 2, 3, 4])), ("62c3bc", .text("ü")),
    ("80", .array([])), ("83010203", .array([.integer(1), .integer(2), .integer(3)])),
    ("a201020304", .map([.integer(1): .integer(2), .integer(3): .integer(4)])),
    ("a26161016162820203", .map([.text("a"): .integer(1), .text("b"): .array([.integer(2), .integer(3)])])),
    ("f4", .bool(false)), ("f5", .bool(true)), ("f6", .null),
  ])
  func `values are those of the standard`(hex: String, value: CBOR) throws {
    #expect(try CBORReader.read(bytes(hex)) == value)
  }

  @Test(arguments: [
    "", "18", "1817", "190017", "1a0000ffff", "1b00000000ffffffff",  // cut short, or longer than need be
    "1bffffffffffffffff", "3bffffffffffffffff",  // beyond what we count
    "5bffffffffffffffff", "7bffffffffffffffff", "9bffffffffffffffff", "bbffffffffffffffff", "9a7fffffff",
    "5b7fffffffffffffff", "9b7fffffffffffffff", "bb7fffffffffffffff",  // huge lengths of nothing
    "5f42010243030405ff", "9fff", "bfff", "ff",  // indefinite
    "c11a514b67b0", "f7", "f97c00", "fb3ff199999999999a", "f820", "1c", "1f",  // tags, floats, reserved
    "61ff", "62c328",  // no UTF-8
    "a201020103", "a1a0a0", "a18001", "a1410101", "a101",  // keys twice, keys of other kinds, no value
    "0000", "8001",  // something behind
  ])
  func `what no authenticator writes is refused`(hex: String) {
    #expect(throws: PasskeyFault.malformed) { try CBORReader.read(bytes(hex)) }
  }

  @Test func `nesting ends soon`() throws {
    func nested(_ depth: Int) -> [UInt8] { Array(repeating: 0x81, count: depth) + [0] }

    #expect(throws: Never.self) { try CBORReader.read(nested(CBORReader.depth - 1)) }
    #expect(throws: PasskeyFault.malformed) { try CBORReader.read(nested(CBORReader.depth)) }
    #expect(throws: PasskeyFault.malformed) { try CBORReader.read(nested(100_000)) }
    #expect(throws: PasskeyFault.malformed) { try CBORReader.read(Array(repeating: 0xA1, count: 100_000)) }
  }

  @Test func `a key of another kind is told from a damaged one`() {
    #expect(throws: PasskeyFault.unknownAlgorithm) { try COSEKey(bytes("a30103033901002041ff")) }
    #expect(throws: PasskeyFault.malformed) { try COSEKey(bytes("a0")) }
    #expect(throws: PasskeyFault.malformed) { try COSEKey(bytes("a40101032720062141ff")) }
  }
}

func bytes(_ hex: String) -> [UInt8] {
  let digits = Array(hex)
  return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0..<$0 + 2]), radix: 16) }
}
