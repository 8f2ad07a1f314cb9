import Foundation
import Kit

/// Where earlier versions kept things: snapshots where workers write, drafts where they no longer may.
package struct OldPlaces {
  private let house: House
  private let roots: Roots

  package init(_ house: House) { (self.house, roots) = (house, Roots(house.settings)) }

  package func clear() throws {
    let store = SnapshotStore(folder: house.guarded.appending(path: "snapshots"))
    try store.takeOver(SnapshotStore(folder: house.data.appending(path: "snapshots")))
    // A missing folder holds no drafts.
    let faces = (try? FileManager.default.contentsOfDirectory(atPath: FaceShelf.root(roots))) ?? []
    for face in faces where Slug.isOne(face) { try moveDraft(of: face) }
  }

  private func moveDraft(of face: String) throws {
    let old = URL(filePath: FaceShelf.root(roots)).appending(path: "\(face)/draft.json")
    let new = URL(filePath: roots.drafts).appending(path: "\(face).json")
    guard FileManager.default.fileExists(atPath: old.path) else { return }
    if !FileManager.default.fileExists(atPath: new.path) {
      try FileManager.default.createDirectory(
        at: new.deletingLastPathComponent(), withIntermediateDirectories: true)
      try AtomicFile.write(Array(Data(contentsOf: old)), to: new)
    }
    try FileManager.default.removeItem(at: old)
  }
}
