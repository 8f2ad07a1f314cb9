/// Why a file can't be imported, in one sentence for whoever brought it.
struct FileFault: Error, Equatable {
  let sentence: String

  init(_ sentence: String) { self.sentence = sentence }
}
