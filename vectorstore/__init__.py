"""Make passages searchable: embedding in Chroma, words in a lexical index, the documents themselves beside them."""
