"""The case system: ZGW APIs (VNG standard; Zaken 1.5, Catalogi 1.3, Documenten 1.4, Besluiten 1.1).

`api` is how they are asked, `catalogue` what they say about kinds of cases, `reading` what
residents see of their cases, and `intake` how a submission becomes a case.
"""
