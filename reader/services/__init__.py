"""The use cases: open the library, recognise, annotate. Free of any toolkit, so that every front end shares them."""
