# Bank of Communications, corporate account details.
# formats.md 3: row 1 names the account, the header is in row 2.  The exact
# header was not seen in public; these spellings are those that parsers expect.
format   bocom
title    Bank of Communications, account details
variants sheet or csv, header in row 2
layout   csv
order    newest-first

label  账号|查询账号                           account
label  户名|账户名称                           ignore
label  币种                                    currency

column 交易日期|交易时间|记账日期              moment
column 借方(支出)|借方发生额(支出)|借方金额(支出) debit
column 贷方(收入)|贷方发生额(收入)|贷方金额(收入) credit
column 余额|账户余额                           balance
column 对方户名|对方账户名称                   name
column 对方账号                                counter-account optional
column 对方行名|对方开户行名                   ignore
column 摘要                                    remark
column 附言|备注                               remark optional
column 用途                                    remark optional
column 流水号|交易流水号|核心流水号            serial optional
column 凭证号|凭证号码|凭证种类                ignore
column 币种                                    currency optional
column 交易地点                                ignore
junk   合计 本页合计
