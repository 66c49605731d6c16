# China CITIC Bank, 银企直联: DLTRNALL, account details.
# formats.md 3.2: GBK, unsigned tranAmount with creditDebitFlag; e3rtFlag 0 says
# 退汇 and 1 that it is none; at most 20 rows a page; status AAAAAAA is success
# and EEEEEEE that there is no data.  The answer does not name the account: say
# --account.
format   citic-dltrnall
title    China CITIC Bank host-to-host, account details (DLTRNALL)
variants GBK XML, up to 20 rows a page; inverted 退汇 flag
layout   xml
order    newest-first
extra    ignore
record   stream/list/row

label  stream/status                           must is=AAAAAAA|EEEEEEE
label  stream/accountNo                        account
label  stream/currencyID                       currency
label  stream/returnRecords                    count

column tranDate                                day
column tranTime                                time optional
column creditDebitFlag                         side in=C|c out=D|d
column tranAmount                              amount
column accBalance|balance                      balance optional
column oppAccountNo                            counter-account
column oppAccountName                          name
column tranNo                                  serial optional
column sumTranNo                               ignore
column abstract                                remark optional
column memo                                    remark optional
column e3rtFlag                                flag optional return=0
column rfTranNo                                original optional
