"""ESF+: what people are told, and what they are asked to allow: statistics rest on law, later contact rests on consent."""

from core import Choice, Date, Note, Page, Signature, YesNo, t

unknown_wording = t(
    de="Der Wortlaut des Bescheids liegt uns nicht vor. Ersetzen Sie den Text durch den amtlichen.",
    en="We do not have the wording of the grant. Replace this text by the official one.",
)

esf_notice = Page(
    "esf_notice",
    t(de="Information zum ESF+ (keine Einwilligung)", en="Information on the ESF+ (no consent)"),
    fields=[
        Note(
            "esf_notice_text",
            t(
                de="Das Programm wird von der Europäischen Union bezahlt. Darum müssen wir einige Angaben an die Behörden "
                "weitergeben, die das Geld verwalten und prüfen. Das verlangt das Gesetz: Artikel 6 Absatz 1 Buchstaben c und e "
                "DSGVO mit der Verordnung (EU) 2021/1057. Ohne die Angaben aus Teil 1 ist eine Teilnahme leider nicht möglich. "
                "In Teil 2 und 3 darf „keine Angabe“ stehen.",
                en="The programme is paid for by the European Union. So we have to pass on some details to the authorities that "
                "manage and audit the money. The law demands it: Article 6(1)(c) and (e) GDPR with Regulation (EU) 2021/1057. "
                "Without the details of Part 1 it is, sadly, not possible to take part. "
                "In Parts 2 and 3 “not stated” may stand.",
            ),
            unconfirmed=unknown_wording,
        ),
        YesNo(
            "esf_notice_given",
            t(
                de="Haben Sie diese Information verständlich erklärt und mitgegeben?",
                en="Have you explained this information so that it was understood, and handed it over?",
            ),
            required=True,
        ),
        Choice(
            "esf_notice_language",
            t(de="In welcher Sprache wurde informiert?", en="In which language was the information given?"),
            codes="language",
            shown_if="esf_notice_given",
            required_if="esf_notice_given",
        ),
        Date(
            "esf_notice_on",
            t(de="An welchem Tag wurde informiert?", en="On which day?"),
            earliest="birth",
            latest="today",
            required=True,
        ),
    ],
)

esf_consents = Page(
    "esf_consents",
    t(de="Einwilligung zur Nachfrage (freiwillig)", en="Consent to be asked again (voluntary)"),
    fields=[
        Note(
            "follow_up_text",
            t(
                de="Sechs Monate nach dem Ende möchten wir kurz fragen, wie es bei der Arbeit geht. Das hilft, das Programm "
                "besser zu machen. Die Antwort ist freiwillig: Ein Nein schadet nicht. Die Einwilligung kann jederzeit "
                "widerrufen werden; was bis dahin geschah, bleibt gültig. Die Angaben, "
                "die das Gesetz verlangt, bleiben davon unberührt.",
                en="Six months after the end we would like to ask briefly how work is going. That helps to improve the "
                "programme. The answer is voluntary: a no does no harm. The consent can be withdrawn at any time; what happened "
                "until then stays valid. The details that the law demands are not touched by it.",
            ),
            unconfirmed=unknown_wording,
        ),
        YesNo(
            "follow_up_consent",
            t(de="Dürfen wir uns nach sechs Monaten melden?", en="May we get in touch after six months?"),
            required=True,
        ),
        Signature(
            "consent_signature",
            t(de="Unterschrift zur Einwilligung", en="Signature of the consent"),
            shown_if="follow_up_consent",
            required_if="follow_up_consent",
            privacy="identity",
        ),
        Signature(
            "guardian_signature",
            t(de="Unterschrift der Eltern oder des Vormunds", en="Signature of a parent or guardian"),
            shown_if="age < 18",
            required_if="age < 18",
            privacy="identity",
            help=t(
                de="Wer noch nicht 18 ist, braucht die Zustimmung der Eltern oder des Vormunds.",
                en="Whoever is not yet 18 needs the consent of a parent or guardian.",
            ),
        ),
    ],
)
