# 财资平台: the sheet that treasury platforms make of many banks' accounts.
# formats.md 3: the header is in row 3, the first column is blank.
format   treasury
title    Treasury platform, account details
variants sheet or csv, header in row 3
layout   csv
order    newest-first

column 交易时间                                moment
column 本方户名                                ignore
column 本方账号                                account
column 收入                                    credit
column 支出                                    debit
column 账户余额                                balance
column 对方户名                                name
column 对方账号                                counter-account
column 币种                                    currency optional
column 交易备注                                remark
column 交易类型                                remark optional
column 交易流水号|流水号                       serial optional
junk   合计
