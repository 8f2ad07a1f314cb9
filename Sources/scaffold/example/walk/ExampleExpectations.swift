/// Who may do what in Example; the letters are those of `walkExpectations`.
let exampleExpectations = """

  # Example
  GET  /example                              y      y      y      y      y
  POST /example/note                         s      y      y      y      y      text=Tea
  GET  /example/note/:id                     -y-n   yy-n   yy-n   yy-n   yy-n
  POST /example/note/:id/remove              -s-s   yn-n   yy-n   yy-n   yn-n
  """
