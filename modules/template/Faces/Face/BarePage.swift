import Templating

/// The last layer, compiled in: an error can still be told when no file can be read.
enum BarePage {
  static let templates: [String: [TemplateOverride]] = {
    var found: [String: [TemplateOverride]] = [:]
    for (name, text) in texts { found[name] = override(name, text).map { [$0] } }
    return found
  }()

  static let library: Library? = try? Library(names: texts.map(\.name)) { name, _ in
    templates[name]?.first?.template
  }

  private static let texts: [(name: String, text: String)] = [
    (
      "layout",
      """
      <!doctype html>
      <html lang="en">
      <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <title>{{$title}}{{site.name}}{{/title}}</title></head>
      <body><main id="main">{{$main}}{{/main}}</main></body>
      </html>

      """
    ),
    (
      "errors/fault",
      """
      {{<layout}}{{$title}}{{title}}{{/title}}{{$main}}<h1>{{status}} {{title}}</h1>
      <p>{{message}}</p>
      {{#kept}}<p><label for="kept">What you wrote</label><br>
      <textarea id="kept" rows="12" cols="60" readonly>{{text}}</textarea></p>{{/kept}}
      <p><a href="/">Back to the start</a></p>{{/main}}{{/layout}}

      """
    ),
  ]

  private static func override(_ name: String, _ text: String) -> TemplateOverride? {
    let layer = TemplateOverride.layer(.bare, isOwn: false)
    let file = TreeFile(name: name, path: "(compiled in)", stamp: nil)
    guard let template = try? Template(Source(name: name, file: file.path, layer: layer, text: text)) else {
      return nil
    }
    return TemplateOverride(name: name, scope: .bare, isOwn: false, file: file, template: template)
  }
}
