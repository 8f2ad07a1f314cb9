import Foundation
import Kit
import KitTesting
import Testing

@testable import Zip

@Suite struct ZipTests {
  private let good: Data

  init() throws {
    good = try SampleArchive.zip([("a/b.png", [1, 2, 3])], text: ("system.json", "{\"a\":1}"))
  }

  /// The same archive with other bytes behind a signature.
  private func changed(_ signature: [UInt8], _ offset: Int, _ bytes: [UInt8]) throws -> Data {
    let place = try #require(good.range(of: Data([0x50, 0x4B] + signature))).lowerBound + offset
    var data = good
    data.replaceSubrange(place..<(place + bytes.count), with: bytes)
    return data
  }

  private func fault(_ data: Data) -> ZipFault? {
    do {
      let zip = try ZipFile(data)
      for entry in zip.entries { _ = try zip.read(entry, most: 1000) }
      return nil
    } catch { return error }
  }

  @Test func `others find nothing wrong with what is written`() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).zip")
    defer { try? FileManager.default.removeItem(at: file) }  // a temporary file that stays harms nobody
    var bytes: [UInt8] = []
    var archive = ZipWriter(at: .now) { bytes += $0 }
    try archive.add("one/ä.json", asItIs: Array("hello".utf8))
    try archive.add("two.txt", asItIs: [])
    try archive.add("three.txt") { try $0(Array("hello".utf8)) }
    try archive.finish()
    try Data(bytes).write(to: file)
    let check = Process()
    check.executableURL = URL(filePath: "/usr/bin/python3")
    check.arguments = [
      "-c",
      "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); sys.exit(z.testzip() is not None or z.namelist() "
        + "!= ['one/ä.json', 'two.txt', 'three.txt'] or z.read('one/ä.json') != b'hello')", file.path,
    ]
    try check.run()
    check.waitUntilExit()
    #expect(check.terminationStatus == 0)
  }

  @Test func `more files than a table of contents can count are refused`() throws {
    var archive = ZipWriter(at: .now) { _ in }
    #expect(throws: ZipFull.self) {
      for number in 0...65_534 { try archive.add("\(number)", asItIs: []) }
    }
  }

  @Test func `what is written is read again`() throws {
    let zip = try ZipFile(good)
    #expect(zip.entries.map(\.name) == ["system.json", "a/b.png"])
    #expect(try zip.read(zip.entries[0], most: 100) == Array("{\"a\":1}".utf8))
    #expect(try zip.read(zip.entries[1], most: 3) == [1, 2, 3])
    #expect(throws: ZipFault.large) { try zip.read(zip.entries[1], most: 2) }
    let large = String(repeating: "{\"name\":\"Quill\"}\n", count: 30_000)
    let packed = try SampleArchive.zip([], text: ("system.json", large))
    #expect(packed.count < large.utf8.count / 10)
    let read = try ZipFile(packed)
    #expect(try read.read(read.entries[0], most: 1 << 20) == Array(large.utf8))
  }

  @Test func `a comment at the end is no hindrance, and every cut is found out`() throws {
    var commented = good
    commented.replaceSubrange((good.count - 2)..., with: [5, 0] + Array("hello".utf8))
    #expect(fault(commented) == nil)
    for length in 0..<good.count {
      #expect([.damaged, .noZip].contains(fault(Data(good.prefix(length)))), "\(length)")
    }
    #expect(fault(Data("hello, this is no archive at all".utf8)) == .noZip)
  }

  @Test func `what is dangerous or not understood is refused in one sentence`() throws {
    let directory: [UInt8] = [1, 2]
    #expect(try fault(changed(directory, 8, [1])) == .encrypted)
    #expect(try fault(changed(directory, 10, [99, 0])) == .unknownMethod)
    #expect(try fault(changed(directory, 24, [0xFF, 0xFF, 0xFF, 0xFF])) == .zip64)
    #expect(try fault(changed(directory, 24, [0, 0, 0, 0x70])) == .bomb)
    #expect(try fault(changed(directory, 20, [0, 0, 0, 1, 0, 0, 0, 0x70])) == .heavy)
    #expect(try fault(changed(directory, 16, [9])) == .damaged)
    #expect(try fault(changed([5, 6], 8, [0xFF, 0xFF, 0xFF, 0xFF])) == .zip64)
    #expect(try fault(changed([5, 6], 8, [0x30, 0x75, 0x30, 0x75])) == .entries)
    #expect(try fault(changed([3, 4], 6, [1])) == .encrypted)
    for name in ["../a.png", "/etc/a", "a/../../b", "c:\\a", "a\0b", ""] {
      #expect(try fault(SampleArchive.zip([(name, [1])])) == .names, "\(name)")
    }
    for fault: ZipFault in [.noZip, .damaged, .encrypted, .zip64, .names, .entries, .heavy, .bomb] {
      #expect(fault.sentence.hasSuffix("."))
    }
  }

  @Test func `a text that unpacks to more than it says is damaged`() throws {
    #expect(try fault(changed([1, 2], 24, [3, 0, 0, 0])) == .damaged)
    #expect(try fault(changed([1, 2], 24, [200, 0, 0, 0])) == .damaged)
  }
}
