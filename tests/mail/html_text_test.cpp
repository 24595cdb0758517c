// HTML as text.
#include <string>

#include "mail/html_text.hpp"
#include "support/test.hpp"

using namespace cmt::mail;

TEST_CASE("blocks become lines and inline tags nothing") {
  CHECK(html_to_text("<p>One <b>two</b>\n three.</p><p>Four<br>five</p>") == "One two three.\n\nFour\nfive");
  CHECK(html_to_text("<div>a</div><div>b</div>") == "a\nb");
  CHECK(html_to_text("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>") == "a b\nc");
  CHECK(html_to_text("<ul><li>a</li><li>b</ul>") == "- a\n- b");
  CHECK(html_to_text("<pre>a\n  b</pre>") == "a\n  b");
}

TEST_CASE("scripts, styles, comments and the head are left out") {
  CHECK(html_to_text("<head><title>t</title></head><style>p{}</style><script>if (a<b) x='<p>';</script><!-- c --><p>a") == "a");
  CHECK(html_to_text("<head><body>a") == "a");
  CHECK(html_to_text("<!DOCTYPE html><?xml?>a") == "a");
  CHECK(html_to_text("<script>never ends") == "");
}

TEST_CASE("quotations, links and pictures are told") {
  CHECK(html_to_text("a<blockquote>b<blockquote>c</blockquote></blockquote>d") == "a\n\n> b\n>\n> > c\n\nd");
  CHECK(html_to_text("<a href='https://example.org/x'>this</a>") == "this <https://example.org/x>");
  CHECK(html_to_text("<a href=\"https://example.org/\">https://example.org/</a>") == "https://example.org/");
  CHECK(html_to_text("<a href='javascript:alert(1)'>this</a>") == "this");
  CHECK(html_to_text("<img src=x alt='the bill'>") == "[the bill]");
}

TEST_CASE("entities are read, and what is none stays") {
  CHECK(html_to_text("&lt;b&gt; &amp;amp; &eacute;&#233;&#xE9; &euro; a&nbsp;b") == "<b> &amp; ééé € a b");
  CHECK(html_to_text("&#150;") == "–");
  CHECK(html_to_text("&#0;&#xD800;&#99999999;") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(html_to_text("a & b &nothing; &; 1 < 2") == "a & b &nothing; &; 1 < 2");
}

TEST_CASE("a page may name its character set itself") {
  CHECK(charset_of_html("<meta charset=\"KOI8-R\">") == "koi8-r");
  CHECK(charset_of_html("<meta http-equiv=x content='text/html; charset=gb2312'>") == "gb2312");
  CHECK(charset_of_html("<p>").empty());
}
