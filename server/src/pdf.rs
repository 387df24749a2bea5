//! From an attestation's words to its file: the hinge between the pages and `preau-pdf`, which know nothing of each other.

use preau_app::state::{LetterRenderer, PdfRenderer};

/// What makes the files of attestations.
#[cfg(feature = "pdf")]
pub(crate) fn renderer() -> Option<PdfRenderer> {
    Some(std::sync::Arc::new(|paper| Ok(preau_pdf::attestation(&document(paper))?)))
}

/// Built without: the pages offer no file.
#[cfg(not(feature = "pdf"))]
pub(crate) fn renderer() -> Option<PdfRenderer> {
    None
}

#[cfg(feature = "pdf")]
fn document(paper: preau_app::learning::Paper) -> preau_pdf::AttestationDocument {
    use preau_app::texts::Lang;
    use preau_pdf::{AttestationDocument, Created, Labels, Language};

    let issued = jiff::tz::TimeZone::UTC.to_datetime(paper.issued_at);
    // A civil date counts months and days from 1, so none of these is negative.
    let small = |number: i8| u8::try_from(number).unwrap_or(1);
    let presence = !paper.half_days.is_empty();
    AttestationDocument {
        language: match paper.lang {
            Lang::Fr => Language::French,
            Lang::En => Language::English,
        },
        number: paper.number,
        title_line: paper.title_line,
        holder: paper.holder,
        course_title: paper.course_title,
        course_version: paper.course_version,
        completed_on: paper.completed_on,
        period: paper.period,
        hours_text: paper.hours,
        hours_detail: Some(paper.hours_detail),
        // Presence has half-days where a course has objectives.
        objectives: if presence { paper.half_days } else { paper.objectives },
        competences: paper.competences,
        issuer_name: paper.issuer_name,
        issuer_detail: paper.issuer_detail,
        code: paper.code,
        verify_url: paper.verify_url,
        qr: paper.qr,
        revoked: paper.ended,
        created: Created {
            year: i32::from(issued.year()),
            month: small(issued.month()),
            day: small(issued.day()),
            hour: small(issued.hour()),
            minute: small(issued.minute()),
        },
        labels: Labels {
            number: paper.labels.number,
            issued_to: paper.labels.issued_to,
            for_course: paper.labels.for_course,
            hours: paper.labels.hours,
            completed_on: paper.labels.completed_on,
            period: paper.labels.period,
            objectives: if presence { paper.labels.half_days } else { paper.labels.objectives },
            competences: paper.labels.competences,
            issued_by: paper.labels.issued_by,
            verify: paper.labels.verify,
            verify_sentence: paper.labels.verify_sentence,
            code: paper.labels.code,
            qr_alternative: paper.labels.qr_alternative,
            page: paper.labels.page,
        },
    }
}

/// What makes the files of mission letters.
#[cfg(feature = "pdf")]
pub(crate) fn letter_renderer() -> Option<LetterRenderer> {
    Some(std::sync::Arc::new(|paper| Ok(preau_pdf::letter(&letter(paper))?)))
}

/// Built without: the pages offer no file.
#[cfg(not(feature = "pdf"))]
pub(crate) fn letter_renderer() -> Option<LetterRenderer> {
    None
}

#[cfg(feature = "pdf")]
fn letter(paper: preau_app::referent::LetterPaper) -> preau_pdf::LetterDocument {
    use preau_app::texts::Lang;
    use preau_pdf::{Created, Language, LetterDocument, LetterSection};

    let written = jiff::tz::TimeZone::UTC.to_datetime(paper.written_at);
    let small = |number: i8| u8::try_from(number).unwrap_or(1);
    LetterDocument {
        language: match paper.lang {
            Lang::Fr => Language::French,
            Lang::En => Language::English,
        },
        title: paper.title,
        version: paper.version,
        bodies: paper.bodies,
        addressee: paper.addressee,
        intro: paper.intro,
        sections: paper
            .sections
            .into_iter()
            .map(|section| LetterSection {
                heading: section.heading,
                paragraphs: section.paragraphs,
                items: section.items,
            })
            .collect(),
        signatures: paper.signatures,
        standing: paper.standing,
        page: paper.page,
        created: Created {
            year: i32::from(written.year()),
            month: small(written.month()),
            day: small(written.day()),
            hour: small(written.hour()),
            minute: small(written.minute()),
        },
        identity: paper.identity,
    }
}
