/// The folders of faces that several share.
package enum FaceFolder {
  package static let together = "together"

  /// The one that two share: `_dexen+seles`.
  static func pair(_ wearers: [Wearer]) -> String? {
    wearers.count == 2 ? "_" + wearers.map(\.slug).sorted().joined(separator: "+") : nil
  }
}
