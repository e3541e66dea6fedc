"""Questions with the passages nearest to them, of a whole collection."""

from training.documents import HealthDocument, Question, Section, label_of, passages_of
from training.examples import Example, header
from training.health import Collection, passage_label
from training.similarity import Similarity, most_similar
from training.windows import TokenCount


def retrieved(collection: Collection, similarity: Similarity, count: TokenCount) -> list[Example]:
    """The four passages of the whole collection nearest to each question in cosine, unstyled.

    Questions that may be either answered or declined are left out.
    """
    spans = [
        (document, section, span)
        for document in collection.documents.values()
        for section in document.sections
        for span in passages_of(section, count)
    ]
    texts = [
        header(document.title, section.heading) + " ".join(section.sentences[at] for at in span)
        for document, section, span in spans
    ]
    vectors = similarity.vectors(texts)
    rows = []
    for question, vector in zip(collection.questions, collection.question_vectors, strict=True):
        if question.expect == "either":
            continue
        for at in most_similar(vector, vectors, 4):
            document, section, span = spans[at]
            rows.append(_retrieved_row(question, document, section, span))
    return rows


def _retrieved_row(
    question: Question, document: HealthDocument, section: Section, span: range
) -> Example:
    sentences = tuple(section.sentences[at] for at in span)
    same = document.name == question.document
    evidence = tuple(label_of(text, question) if same else 0.0 for text in sentences)
    return Example(
        id=question.id,
        source="retrieved",
        kind=question.kind,
        question=question.text,
        title=document.title,
        section=section.heading,
        sentences=sentences,
        evidence=evidence,
        answerable=passage_label(evidence),
        expected=question.expect == "answer",
    )
