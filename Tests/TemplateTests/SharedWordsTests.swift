import Testing

@testable import TemplateFaces
@testable import TemplateSystems

/// Faces and systems know nothing of each other, and mean the same by these words.
@Suite struct SharedWordsTests {
  @Test func `nobody in alters.csv is called like a face that has another meaning`() {
    #expect(
      AltersFile.reserved.isSuperset(of: [FaceFolder.together, Look.contrastSheet, Faces.neutralFace]))
  }

  @Test func `a speaker is shown alike by a face and by a system`() {
    for (name, color) in [("Seles", "33aa77"), ("élan", ""), ("", "")] {
      let alter = Alter(
        id: 1, slug: "seles", name: name, pronouns: "she/her", color: color, visibility: .everyone,
        frontVisibility: .everyone, kind: .alter, lists: [], frontLists: [])
      let wearer = Wearer(slug: "seles", name: name, pronouns: "she/her", color: color, isPerson: true)
      #expect(wearer.value == alter.value)
    }
  }
}
