"""A page of an article as sites of the press make them: menus, headlines of others, a table, a list, a quotation."""

from __future__ import annotations

# Every figure of the article; those of the page around it are 55, 77 and 2019.
FIGURES = (
    "260", "779.008", "2026", "5 بالمائة", "96 بالمائة", "12.345", "7", "1.234", "33", "4.321", "2.345",
    "19 مليون و722 ألف و41", "43.807", "2.246", "88",
)  # fmt: skip
PAGE = """<!DOCTYPE html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>حصيلة الأمن - جريدة الشروق</title>
<meta property="og:site_name" content="جريدة الشروق"><meta property="og:title" content="حصيلة الأمن: 260 محتوى عنيفا">
<meta property="article:published_time" content="2026-12-16T10:00:00+01:00">
<script>var numbers = [111, 222];</script><style>p { margin: 333px }</style></head>
<body><header><nav><ul><li><a href="/1">الرئيسية 55</a></li><li><a href="/2">رياضة</a></li></ul></nav></header>
<main><article><h1>حصيلة الأمن: 260 محتوى عنيفا</h1>
<p>بلغ عدد القضايا المسجلة 779.008 قضية خلال سنة 2026، بزيادة 5 بالمائة مقارنة مع السنة الماضية، وهو ما يعني تحسنا.</p>
<p>وقد بلغ معدل الزجر 96 بالمائة.</p><h2>السلامة: 12.345 تدخلا</h2><p>7 ملفات</p>
<ul><li>المخدرات 1.234 كلغ</li><li>33 قطعة سلاح</li></ul>
<table><tr><th>المدينة</th><th>العدد</th></tr><tr><td>الرباط</td><td>4.321</td></tr><tr><td>فاس</td><td>2.345</td></tr></table>
<blockquote><p>تلقت القاعات 19 مليون و722 ألف و41 مكالمة</p></blockquote>
<div>كما عولج<strong> 43.807</strong> ملفا؛ وأوقف <a href="/x">2.246</a> شخصا<br>منهم 88 قاصرا</div></article>
<aside><h3>اقرأ أيضا</h3><ul><li><a href="/3">حادثة سير تخلف 77 ضحية</a></li></ul></aside></main>
<footer><p>© 2019 جميع الحقوق محفوظة</p></footer></body></html>
"""
