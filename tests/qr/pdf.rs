//! Pages of PDF: enrolment sheets that are kept to be printed. Each is drawn and searched.

use std::time::Duration;

use qrcode::{Color, QrCode};
use tessera_qr::{self as qr, Budget, Event, Limits, PictureError};

const ALICE: &str = "otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example";
const BOB: &str = "otpauth://totp/Example:bob?secret=GEZDGNBVGY3TQOJQ&issuer=Example";
const A4: &str = "0 0 595 842";

/// What was told: how it ended, the size of each page, and the texts.
type Told = (Result<(), PictureError>, Vec<(u32, u32)>, Vec<String>);

fn read(file: &[u8]) -> Told {
    // Time stands still: what is found must not depend on how fast this machine is.
    let budget = Budget { clock: &|| Duration::ZERO, limit: Budget::USUAL };
    let (mut pages, mut texts) = (Vec::new(), Vec::new());
    let result = qr::read(file, &Limits::default(), &budget, &mut |event| match event {
        Event::Picture { width, height } => pages.push((width, height)),
        Event::Code(code, ..) => texts.push(code.text.expose().to_owned()),
        Event::End { .. } => {}
    });
    (result, pages, texts)
}

/// A page with its paper, what is drawn on it, and a picture that may be drawn.
struct Page {
    paper: &'static str,
    content: String,
    picture: String,
}

impl Page {
    fn blank() -> Self {
        Self { paper: A4, content: String::new(), picture: stream("", "") }
    }

    /// The code as a rectangle a module, two points wide.
    fn drawn(text: &str) -> Self {
        let dark = modules(text);
        let squares = dark.iter().enumerate().flat_map(|(y, row)| {
            let dark = row.iter().enumerate().filter(|(_, dark)| **dark);
            dark.map(move |(x, _)| format!("{} {} 2 2 re ", 200 + 2 * x, 600 - 2 * y))
        });
        Self { content: format!("0 g {}f", squares.collect::<String>()), ..Self::blank() }
    }

    /// The code as a picture with a grey value a module.
    fn pictured(text: &str) -> Self {
        let dark = modules(text);
        let side = dark.len();
        let values = dark.iter().flatten().map(|dark| if *dark { "00" } else { "ff" });
        let dict = format!(
            "/Type/XObject/Subtype/Image/Width {side}/Height {side}/BitsPerComponent 8\
             /ColorSpace/DeviceGray/Filter/ASCIIHexDecode"
        );
        let picture = stream(&dict, &(values.collect::<String>() + ">"));
        let content = "q 120 0 0 120 300 300 cm /Code Do Q".to_owned();
        Self { content, picture, ..Self::blank() }
    }
}

fn modules(text: &str) -> Vec<Vec<bool>> {
    let code = QrCode::new(text).unwrap();
    let dark: Vec<_> = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
    dark.chunks(code.width()).map(<[bool]>::to_vec).collect()
}

fn stream(dict: &str, data: &str) -> String {
    format!("<<{dict}/Length {}>>stream\n{data}\nendstream", data.len())
}

/// Objects 1 and 2 are the catalogue and the list of pages; each page then takes three.
fn pdf(pages: &[Page], trailer: &str) -> Vec<u8> {
    let numbers = (0..pages.len()).map(|n| 3 + 3 * n);
    let list: String = numbers.clone().map(|n| format!("{n} 0 R ")).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Count {}/Kids[{list}]>>", pages.len()),
    ];
    for (page, n) in pages.iter().zip(numbers) {
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[{}]/Contents {} 0 R\
             /Resources<</XObject<</Code {} 0 R>>>>>>",
            page.paper,
            n + 1,
            n + 2
        ));
        objects.push(stream("", &page.content));
        objects.push(page.picture.clone());
    }
    let (mut file, mut table) = ("%PDF-1.7\n".to_owned(), String::new());
    for (n, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", n + 1);
    }
    let (start, size) = (file.len(), objects.len() + 1);
    file += &format!(
        "xref\n0 {size}\n0000000000 65535 f \n{table}\
         trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF"
    );
    file.into_bytes()
}

#[test]
fn a_code_that_is_drawn_and_one_that_is_a_picture_are_read() {
    assert_eq!(read(&pdf(&[Page::drawn(ALICE)], "")).2, [ALICE]);
    assert_eq!(read(&pdf(&[Page::pictured(BOB)], "")).2, [BOB]);
}

#[test]
fn every_page_is_searched_and_each_text_told_once() {
    let pages = [Page::drawn(ALICE), Page::blank(), Page::pictured(BOB), Page::drawn(ALICE)];
    let (result, pages, texts) = read(&pdf(&pages, ""));
    assert_eq!((result, pages.len(), texts), (Ok(()), 4, vec![ALICE.into(), BOB.into()]));
}

#[test]
fn a_page_gets_the_pixels_that_a_printer_would_give_it_within_bounds() {
    let longer = |paper| {
        let (_, pages, _) = read(&pdf(&[Page { paper, ..Page::blank() }], ""));
        pages.into_iter().map(|(width, height)| width.max(height)).collect::<Vec<_>>()
    };
    // Two hundred dots an inch, as far as points become whole pixels.
    assert!((2_330..=2_340).contains(&longer(A4)[0]), "{:?}", longer(A4));
    assert!((799..=800).contains(&longer("0 0 90 30")[0]));
    assert!((3_499..=3_500).contains(&longer("0 0 14400 14400")[0]));
}

#[test]
fn the_table_of_objects_may_be_damaged() {
    let file = String::from_utf8(pdf(&[Page::drawn(ALICE)], "")).unwrap();
    assert_eq!(read(file.replace("startxref\n", "startxref\n9").as_bytes()).2, [ALICE]);
    assert_eq!(read(file.split("xref\n").next().unwrap().as_bytes()).2, [ALICE]);
}

#[test]
fn a_document_that_shows_nothing_says_so() {
    let locked = format!(
        "/ID[(a)(a)]/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O({0})/U({0})>>",
        "x".repeat(32)
    );
    let locked = pdf(&[Page::drawn(ALICE)], &locked);
    assert_eq!(read(&locked), (Err(PictureError::NotAPicture), vec![], vec![]));
    for pages in [&[][..], &[Page { paper: "0 0 1e30 1e30", ..Page::blank() }]] {
        let (result, pages, texts) = read(&pdf(pages, ""));
        assert_eq!((result, texts), (Err(PictureError::Damaged), vec![]), "{pages:?}");
    }
}

#[test]
fn a_list_of_pages_that_leads_back_to_itself_ends() {
    let file = String::from_utf8(pdf(&[Page::blank()], "")).unwrap();
    assert_eq!(read(file.replace("Kids[3 0 R ", "Kids[2 0 R ").as_bytes()).2, [""; 0]);
}
