import HTTPTypes
import Kit
import Templating

extension Faces {
  /// GET /admin/faces/:face
  func designEdit(_ request: Request) throws -> Response {
    if request.parameters["face"] == Self.neutralFace { return try neutralShow(request) }
    let face = try editedFace(request)
    return try showEditor(face, face.design.map { DesignForm($0) }, request)
  }

  /// POST /admin/faces/:face: keeps the draft. Trying a colour is keeping it: nobody else sees a draft.
  func designSave(_ request: Request) throws -> Response {
    let face = try editedFace(request)
    var form = DesignForm(try request.form(), over: try startingPoint(face))
    if form.errors.isEmpty { form.take(stage.fitting(form.design, face.slug)) }
    guard form.errors.isEmpty else {
      return try showEditor(face, form, request, status: .unprocessableContent)
    }
    try face.shelf.alone {
      let now = try startingPoint(editedFace(request))
      try DesignForm(now).sight(form).check(request.form(), back: face.href)
      var design = form.design
      // Templates have forms of their own.
      design.templates = now.templates
      try face.shelf.keep(design)
    }
    return .seeOther("\(face.href)#sample").flash(.good, "The draft is saved. Nobody else sees it.")
  }

  /// POST /admin/faces/:face/measure: the numbers of what is typed, as a part of the page.
  func designMeasure(_ request: Request) throws -> Response {
    let form = DesignForm(try request.form(), over: try startingPoint(editedFace(request)))
    let derived = Scheme.allCases.flatMap { scheme in
      DerivedColor.names.compactMap { name in
        form.report(scheme).colors[name].map {
          ["name": "--\(name)", "scheme": scheme.rawValue, "hex": $0.hex] as Value
        }
      }
    }
    return try house.part(
      "template/partials/measures",
      [
        "reports": Scheme.allCases.map { ContrastView(scheme: $0, report: form.report($0)) },
        "derived": derived,
      ],
      request
    ).with(.cacheControl, "no-store")
  }

  /// POST /admin/faces/:face/begin: a first draft, made from a face that there is.
  func designBegin(_ request: Request) throws -> Response {
    try begin(try editedFace(request), from: try request.form()["from"])
  }

  func begin(_ face: EditedFace, from: String) throws -> Response {
    guard let sheet = stage.snapshot.sheets[from] else {
      throw Fault.invalid("Choose the face to begin from.")
    }
    guard face.draft == nil else {
      return .seeOther(face.href).flash(.warn, "There is a draft already. Discard it first to begin anew.")
    }
    var design = FaceDesign(sheet)
    if from != face.slug {
      design.palette = design.palette.named(face.worn?.palette.name ?? Slug.title(face.slug))
      design.structure = sheet.structure ?? (stage.snapshot.files.hasFolder(from) ? from : nil)
    }
    try face.shelf.keep(design)
    return .seeOther(face.href).flash(.good, "A draft is begun. Change what you like: nobody else sees it.")
  }

  /// POST /admin/faces/:face/discard
  func designDiscard(_ request: Request) throws -> Response {
    let face = try editedFace(request)
    try face.shelf.discardDraft()
    return .seeOther(face.href).flash(.good, "The draft is gone. What is worn has not changed.")
  }

  /// GET /admin/faces/:face/sample.css: the draft's colours for the sample in the editor.
  func designSample(_ request: Request) throws -> Response {
    let face = try editedFace(request)
    let css = try face.design.map { design in
      Scheme.allCases.map { scheme in
        let colors = scheme == .light ? design.palette.light : design.palette.dark
        return
          ".sample-\(scheme.rawValue) { color-scheme: \(scheme.rawValue); \(FaceSheet.colors(colors)) }\n"
      }.joined()
    }.orNotFound()
    return .stylesheet(css)
  }

  /// What a form is compared with.
  func startingPoint(_ face: EditedFace) throws -> FaceDesign {
    guard let design = face.design else { throw Fault.invalid("Choose a face to begin from first.") }
    return design
  }

  func showEditor(
    _ face: EditedFace, _ form: DesignForm?, _ request: Request, status: Response.Status = .ok
  ) throws -> Response {
    let (isAwaited, late) = try house.read { db in
      (try FaceRequest.waiting(face.slug, db) != nil, try FaceRequest.answer(face.slug, db))
    }
    let saw = try request.method == .post ? request.form()[Sight.field] : form?.sight().mark
    let page = EditorPage(
      face: face, form: form, saw: saw, stage: stage, snapshot: stage.snapshot, isAwaited: isAwaited,
      late: late)
    return try house.page("template/design", page.value, request, status: status).with(
      .cacheControl, "no-store")
  }
}

extension Optional {
  fileprivate func orNotFound() throws -> Wrapped {
    guard let self else { throw Fault.notFound }
    return self
  }
}

extension Response {
  /// One that changes with the draft it is made from.
  static func stylesheet(_ css: String) -> Response {
    Response(
      .ok, headers: [(.contentType, "text/css; charset=utf-8"), (.cacheControl, "no-store")],
      content: .bytes(Array(css.utf8)))
  }
}

extension Palette {
  func named(_ name: String) -> Palette {
    Palette(
      name: name, greeting: greeting, density: density, radius: radius, fonts: fonts, light: light, dark: dark
    )
  }
}
