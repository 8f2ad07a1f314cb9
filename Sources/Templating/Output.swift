/// The bytes of a page while it is written: one piece of memory that grows.
struct Output: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    base = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit { base.deallocate() }

  var bytes: [UInt8] { Array(UnsafeBufferPointer(start: base, count: count)) }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    (base + count).update(from: source, count: bytes.count)
    count += bytes.count
  }

  mutating func truncate(to count: Int) { self.count = count }

  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  /// Appends with the five characters that mean something in HTML replaced.
  mutating func append(escaping bytes: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for index in bytes.indices where Self.isSpecial(bytes[index]) {
      append(.init(rebasing: bytes[start..<index]))
      append(Self.entity(bytes[index]))
      start = index + 1
    }
    append(.init(rebasing: bytes[start...]))
  }

  mutating func append(_ int: Int) {
    reserve(20)
    if int < 0 { put(UInt8(ascii: "-")) }
    var (rest, divisor) = (int.magnitude, 1 as UInt)
    while rest / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      put(UInt8(ascii: "0") + UInt8(rest / divisor))
      (rest, divisor) = (rest % divisor, divisor / 10)
    }
  }

  private mutating func put(_ byte: UInt8) {
    base[count] = byte
    count += 1
  }

  private mutating func reserve(_ more: Int) {
    guard count + more > capacity else { return }
    capacity = (count + more) * 2
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
  }

  /// All five lie below 64, so that one word says which bytes they are.
  private static let specials = "&<>\"'".utf8.reduce(0 as UInt64) { $0 | 1 << UInt64($1) }

  private static func isSpecial(_ byte: UInt8) -> Bool { byte < 64 && specials >> UInt64(byte) & 1 == 1 }

  private static func entity(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    default: "&#39;"
    }
  }
}

/// Bytes that templates and values leave behind.
extension Rendering {
  mutating func write(_ run: Run, _ slot: Slot) {
    guard indentation.isEmpty else { return writeLines(run, slot) }
    output.append(UnsafeBufferPointer(rebasing: slot.ink[run.range]))
  }

  /// Writes a run with the indentation before each of its lines.
  private mutating func writeLines(_ run: Run, _ slot: Slot) {
    let lines = Lines(run: run, template: slot.template)
    indentation.withUnsafeBufferPointer { lines.write(slot.ink, $0, &output) }
  }

  mutating func write(_ place: UnsafePointer<Value>?, escaped: Bool) {
    switch place?.pointee {
    case .text(var text): text.withUTF8 { escaped ? output.append(escaping: $0) : output.append($0) }
    case .html(var html): html.withUTF8 { output.append($0) }
    case .int(let int): output.append(int)
    case .bool(let bool): output.append(bool ? "true" : "false")
    case .null, .list, .record, nil: break
    }
  }
}
