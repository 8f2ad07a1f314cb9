import Kit
import TemplateExchange
import TemplateFaces
import TemplateSystems

extension TemplateModule {
  /// In the order in which they shipped.
  public static let migrations = [
    Systems.alters, Systems.together, Systems.systems, Systems.pictures, Systems.audiences, Systems.notices,
    Systems.history, Systems.speaking, Faces.faces, Faces.publications, SystemExchange.imports,
    Faces.repaints,
    SystemExchange.unseenImports, SystemExchange.importedPictures, Systems.csvCells, Systems.settling,
    Systems.keyOrder, Faces.faceRequests, Systems.rosters, SystemExchange.importedNotes,
  ]
}
