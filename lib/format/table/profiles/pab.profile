# Ping An Bank, corporate account details.
# formats.md 3: the header is row 1; the other side is the payer of money in and
# the payee of money out.
format   pab
title    Ping An Bank, account details
variants csv, header in row 1
layout   csv
order    newest-first

column 交易日期                                moment
column 传票号                                  ignore
column 借方                                    debit
column 贷方                                    credit
column 余额                                    balance
column 付款人账户                              payer-account
column 付款人名称                              payer-name
column 收款人账户                              payee-account
column 收款人名称                              payee-name
column 用途                                    remark
column 摘要                                    remark
column 交易流水号|流水号                       serial optional
column 币种                                    currency optional
junk   合计 本页合计
