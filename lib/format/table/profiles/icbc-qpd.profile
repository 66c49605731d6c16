# Industrial and Commercial Bank of China, 银企互联: QPD (today's details) and
# QHISD (history), as the bank answers.  formats.md 3.2: GBK, amounts in fen,
# Drcrf 1 = 借 (out), 2 = 贷 (in), newest first, no balances in QPD: continuity
# is then unchecked.  A page with NextTag is one of several: import all.
format   icbc-qpd
title    ICBC host-to-host, account details (QPD, QHISD)
variants GBK XML; amounts in fen; QHISD with balances; page by page
layout   xml
order    newest-first
extra    ignore
record   CMS/eb/out/rd

label  CMS/eb/pub/TransCode                    must is=QPD|QHISD
label  CMS/eb/pub/RetCode                      must is=0|00000
label  CMS/eb/out/AccNo                        account
label  CMS/eb/out/CurrType                     currency
label  CMS/eb/out/TotalNum                     count

column Drcrf                                   side in=2 out=1
column Amount                                  amount minor optional
column DebitAmount                             debit minor optional
column CreditAmount                            credit minor optional
column Balance                                 balance minor optional
column Date                                    day optional
column TimeStamp                               moment optional
column RecipAccNo                              counter-account
column RecipName                               name
column OnlySequence                            serial optional
column SequenceNo                              serial optional
column Summary                                 remark optional
column UseCN                                   remark optional
column PostScript                              remark optional
column AddInfo                                 remark optional
column UpDtranf                                flag optional return=*
column RefundMsg                               remark optional return=*
