# Ping An Bank, the older sheet, with a flag for reversals.
format   pab-old
title    Ping An Bank, account details (older sheet)
variants sheet or csv, 收入 and 支出, 冲正标志
layout   csv
order    newest-first

column 交易时间                                moment
column 账号                                    account
column 币种                                    currency optional
column 收入                                    credit
column 支出                                    debit
column 冲正标志                                flag return=1|是|Y|冲正
column 账户余额                                balance
column 对方账号                                counter-account
column 对方户名|对方账户名称                   name optional
column 摘要                                    remark optional
column 用途                                    remark optional
column 备注                                    remark optional
column 交易流水号|流水号                       serial optional
junk   合计 本页合计
