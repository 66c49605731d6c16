# Agricultural Bank of China, 账户明细 of the corporate internet bank.
# formats.md 3: a title and a row with the account, the header in row 3; sums
# (汇总收入金额, 合计) below.
format   abc
title    Agricultural Bank of China, account details
variants sheet or csv, header in row 3; 9 columns, older files 19
layout   csv
order    newest-first

label  账号|查询账号|账户|本方账号             account
label  户名|账户名称|账户名                    ignore
label  币种                                    currency
label  起止日期|查询日期|日期范围              period

column 交易时间|交易日期                       moment
column 交易时间戳                              ignore
column 收入金额                                credit
column 支出金额                                debit
column 账户余额|本次余额                       balance
column 手续费总额                              ignore
column 交易方式                                remark optional
column 交易行名                                ignore
column 交易类别                                remark optional
column 对方省市                                ignore
column 对方账号                                counter-account
column 对方户名                                name
column 交易用途                                remark optional
column 交易说明                                remark optional
column 交易摘要                                remark optional
column 交易附言                                remark optional
column 交易流水号|流水号|日志号                serial optional
column 凭证号|凭证号码                         ignore
column 币种                                    currency optional
column 现转标志                                ignore
junk   汇总收入金额 汇总支出金额 合计 本页合计 汇总
