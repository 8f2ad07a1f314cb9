/// A scan of a JPEG (ITU T.81, B.2.3): its head, what it holds, and what stood before it.
struct JPEGScan {
  let parts: [(id: UInt8, tables: UInt8)]
  /// Which of each block's 64 numbers it is about.
  let band: ClosedRange<Int>
  /// It makes more exact what another has begun.
  let isRefining: Bool
  /// Nothing has to make it more exact.
  let isExact: Bool
  let content: ArraySlice<UInt8>
  let tables: [UInt8: JPEGEntropy.Table]
  /// After how many units it begins afresh; 0 for never.
  let interval: Int

  /// nil for a head that is too short.
  init?(
    _ head: ArraySlice<UInt8>, _ content: ArraySlice<UInt8>, _ tables: [UInt8: JPEGEntropy.Table],
    interval: Int
  ) {
    let head = Array(head)
    let end = 1 + 2 * Int(head.first ?? 0)
    guard head.count >= end + 3 else { return nil }
    parts = stride(from: 1, to: end, by: 2).map { (head[$0], head[$0 + 1]) }
    let first = min(63, Int(head[end]))
    band = first...max(first, min(63, Int(head[end + 1])))
    (isRefining, isExact) = (head[end + 2] >> 4 > 0, head[end + 2] & 15 == 0)
    (self.content, self.tables, self.interval) = (content, tables, interval)
  }

  var ids: [UInt8] { parts.map(\.id) }

  /// The band as bits.
  var mask: UInt64 { Self.mask(band) }

  static func mask(_ band: ClosedRange<Int>) -> UInt64 {
    UInt64.max >> (63 - band.upperBound) & UInt64.max << band.lowerBound
  }
}
