import KitTesting

extension WalkedSite {
  /// The site's own style sheet, as its pages name it.
  func stylesheet() -> String? {
    test.get("/").text.firstMatch(of: /\/static\/published\/([0-9a-f]+\.css)/).map { String($0.1) }
  }
}
