import Kit
import Logging

extension Snapshot {
  /// Every style sheet that a page may name.
  var stylesheets: [String] {
    sheets.values.map { $0.css(layer: "alter") }
      + [sheets[Look.contrastSheet]].compactMap { $0?.css(layer: "viewer") }
  }
}

extension Faces {
  /// Lays before nginx what pages name, and keeps the snapshot for a restart. Workers do neither.
  package func keepFaces() {
    guard house.writesGuarded else { return }
    stage.keep()
    if let problem = stage.unkept { house.log.error("the faces could not be kept: \(problem.reason)") }
    do {
      let wardrobe = try stage.wardrobe(front.cast())
      for css in stage.snapshot.stylesheets { _ = try wardrobe.publish(css) }
    } catch {
      // A worker sends it meanwhile, and the next look tries again.
      house.log.error("a style sheet could not be laid before nginx: \(error)")
    }
  }

  /// What a page named that does not lie before nginx yet.
  package func sheet(named name: String) throws -> String? {
    let wardrobe = try stage.wardrobe(front.cast())
    return stage.snapshot.stylesheets.first { wardrobe.name(of: $0) == name }
  }
}
