/// Numbers in bytes; nil where there are too few.
extension Array where Element == UInt8 {
  func big16(_ place: Int) -> Int? {
    guard place >= 0, place + 2 <= count else { return nil }
    return Int(self[place]) << 8 | Int(self[place + 1])
  }

  func big32(_ place: Int) -> Int? {
    guard let high = big16(place), let low = big16(place + 2) else { return nil }
    return high << 16 | low
  }

  func little16(_ place: Int) -> Int? { big16(place).map { ($0 & 0xFF) << 8 | $0 >> 8 } }

  func little24(_ place: Int) -> Int? {
    guard let low = little16(place), place + 3 <= count else { return nil }
    return low | Int(self[place + 2]) << 16
  }

  func little32(_ place: Int) -> Int? {
    guard let low = little16(place), let high = little16(place + 2) else { return nil }
    return low | high << 16
  }

  func tag(_ place: Int) -> String? {
    guard place >= 0, place + 4 <= count else { return nil }
    return String(decoding: self[place..<place + 4], as: UTF8.self)
  }

  mutating func appendBig16(_ number: Int) { self += [UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)] }

  package mutating func appendLittle32(_ number: Int) {
    self += (0..<4).map { UInt8(number >> ($0 * 8) & 0xFF) }
  }
}
