import Synchronization

/// One word that all processes of a site share: a sync of one of its databases has failed, so nobody knows
/// what is on the disk. Whoever meets it writes nothing any more and ends; see `WriteGate` for how it goes.
public final class SyncMark: Sendable {
  private struct Word: @unchecked Sendable {  // atomic, and in memory that the owner keeps
    let pointer: UnsafeMutablePointer<Atomic<UInt64>>
  }
  private let word: Word
  /// None, but in tests.
  let faults = DiskFaults()
  /// nil: the word is this object's own.
  private let page: SharedPage?

  /// Unlike anything that lies in a page by chance.
  private static let failed: UInt64 = 0x4C4F_5354_5359_4E43  // "LOSTSYNC"
  private static let offset = 768

  /// Of the page that processes share.
  init(in page: SharedPage) {
    self.page = page
    word = Word(pointer: (page.base + Self.offset).bindMemory(to: Atomic<UInt64>.self, capacity: 1))
  }

  /// Of nobody else.
  public init() {
    page = nil
    word = Word(pointer: .allocate(capacity: 1))
    word.pointer.initialize(to: Atomic(0))
  }

  deinit { if page == nil { word.pointer.deallocate() } }

  public var isSet: Bool { word.pointer.pointee.load(ordering: .acquiring) == Self.failed }
  func set() { word.pointer.pointee.store(Self.failed, ordering: .releasing) }
  func clear() { word.pointer.pointee.store(0, ordering: .releasing) }
}
